"""Internal: an object fitted to a kernel (CO-RE, externs) and to its user's wishes."""
