"""Pages, forms, sockets and downloads: what browsers ask for."""
