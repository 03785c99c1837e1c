"""The translators' live preview: the printed pages beside their messages, on a web page of this computer alone."""
