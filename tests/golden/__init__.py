"""What TensorFlow and Keras answer, stored for machines without them, and how it was made."""
