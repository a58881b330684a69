"""What a policymaker asks: a province among peers, need against reach, what if."""
