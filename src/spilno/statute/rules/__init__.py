"""Pure rules of the statute: what a provision is, how a share is reached, how days are counted."""
