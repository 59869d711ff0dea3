"""What a page is, as data: path, document, template, columns, fields. `frontend_api` turns it into HTML."""
