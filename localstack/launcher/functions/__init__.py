"""The function host: runs the deployed stack's functions as Lambda would, with Lambda's own runtime interface client."""
