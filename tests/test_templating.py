"""The one Jinja environment: strict, escaped, shut in; mistakes in templates have a file and a line."""

import pytest

from booklet.problems import ContentError
from booklet.templating import called_texts, environment, render, translator

PAGE = "templates/page.html"


def made(world, template: str, **values: object) -> str:
    world.write(PAGE, template)
    return render(environment(world.sources), "page.html", values, translator({}))


def problem_of(world, template: str, **values: object):
    with pytest.raises(ContentError) as caught:
        made(world, template, **values)
    return caught.value.problems[0]


def test_values_and_translations_are_escaped(world):
    translate = translator({"key": "<b>{name}</b>"})
    world.write(PAGE, '{{ value }} {{ _("key", "x", name=value) }}')
    page = render(environment(world.sources), "page.html", {"value": "<i> & '"}, translate)

    assert page == "&lt;i&gt; &amp; &#39; &lt;b&gt;&lt;i&gt; &amp; &#39;&lt;/b&gt;"


def test_template_syntax_in_a_value_is_text(world):
    assert made(world, "{{ value }}", value="{{ 6 * 7 }}{% raw %}") == "{{ 6 * 7 }}{% raw %}"


def test_a_translation_fills_its_names_once_and_in_its_own_order():
    translate = translator({"key": "{b} vs {a}, {c}"})

    assert translate("key", "{a} {b}", a="{b}", b="2") == "2 vs {b}, {c}"


def test_the_template_s_own_words_stand_in_for_a_missing_key():
    assert translator({})("key", "about {n}", n=3) == "about 3"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("one\n{{ nothing }}\n", 2, "the template fails: 'nothing' is undefined"),
        ("one\n\n{{ value.nothing }}", 3, "the template fails: 'str object' has no attribute 'nothing'"),
        ("one\n{{ value + 1 }}", 2, "the template fails: "),
        ("one\n{{ 1 / 0 }}", 2, "the template fails: division by zero"),
        ("{% for x in value %}\n{{ x.y }}{% endfor %}", 2, "the template fails: 'str object' has no attribute 'y'"),
        ("one\n{% include 'none.html' %}", 2, "there is no template none.html"),
        ("one\n{{ value.__class__ }}", 2, "the template fails: access to attribute '__class__'"),
        ("one\n{% if value %}", 2, "template syntax: Unexpected end of template"),
        ("one\n{{ value | nothing }}", 2, "template syntax: No filter named 'nothing'."),
        ("one\n{{ value | upper }}", 2, "template syntax: No filter named 'upper'."),
    ],
)
def test_a_mistake_in_a_template_has_its_line(world, template, line, message):
    problem = problem_of(world, template, value="x")

    assert (problem.path, problem.line) == (PAGE, line)
    assert problem.message.startswith(message)


def test_a_mistake_in_an_included_template_has_that_one_s_line(world):
    world.write("templates/part.html", "\n\n{{ nothing }}")
    problem = problem_of(world, "{% include 'part.html' %}")

    assert (problem.path, problem.line) == ("templates/part.html", 3)


def test_a_failure_of_our_own_functions_is_no_mistake_of_the_template(world):
    def fail():
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        made(world, "{{ fail() }}", fail=fail)


def test_no_template_outside_the_folder_is_read(world):
    problem = problem_of(world, "{% include '../../outside.html' %}")

    assert problem.message == "this path leads out of the project"


def test_every_template_with_broken_syntax_is_found(world):
    world.write("templates/a.html", "{{")
    world.write("templates/deep/b.html", "fine\n{% nothing %}")

    assert [(problem.path, problem.line) for problem in called_texts(world.sources)[1]] == [
        ("templates/a.html", 1),
        ("templates/deep/b.html", 2),
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("one\n{% if value %}{{ value | nothing }}{% endif %}", "No filter named 'nothing'."),
        ("one\n{% if value is nothing %}x{% endif %}", "No test named 'nothing'."),
        ("{% block a %}{% endblock %}\n{% block a %}{% endblock %}", "block 'a' defined twice"),
    ],
)
def test_a_wrong_name_is_found_before_a_template_is_used(world, template, message):
    world.write("templates/a.html", template)
    (problem,) = called_texts(world.sources)[1]

    assert (problem.path, problem.line, problem.message) == ("templates/a.html", 2, f"template syntax: {message}")


def test_a_template_asks_for_texts_by_constants_alone(world):
    world.write(
        "templates/a.html", "{{ _('k', 'one') }}{{ _(value, 'two') }}{{ _('n', 5) }}{{ _('m') }}{{ x('o', 'p') }}"
    )
    called, _problems = called_texts(world.sources)

    assert [one[1:] for one in called if one.path == "templates/a.html"] == [(1, "k", "one")]
