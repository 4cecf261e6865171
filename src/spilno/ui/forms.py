"""How forms are drawn, and fields that several apps use."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms in our look: label above, hint, error, then the field; the summary of errors stands on top."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
