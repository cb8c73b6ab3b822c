function fill(template, data) {
  for (const [key, value] of Object.entries(data)) {
    template = template.replace(`{{${key}}}`, value);
  }
  return template;
}
