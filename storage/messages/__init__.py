"""What nudges and notices share on their way to Slack: claims and the pace; and notices themselves."""
