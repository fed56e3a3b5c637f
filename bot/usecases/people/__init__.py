"""Who is who, what is known of them, what they say of themselves and of others, and how they leave."""
