"""What people do, told to the app, and what the app's acknowledgement then does."""
