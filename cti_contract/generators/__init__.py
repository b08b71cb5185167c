"""Messages to work with: responses, examples, and logs of whole sessions."""
