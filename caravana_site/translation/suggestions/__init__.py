"""What is proposed to a translator: what was translated before, what the termbase says, and a machine for the rest."""
