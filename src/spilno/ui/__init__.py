"""The look: base page, components, the registry of activities, the page that says why not."""
