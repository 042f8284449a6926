"""What the image core costs, measured: `make bench`. Not part of the installed package."""
