"""Independent judges of finished workbooks: other readers and other engines than the ones that made them."""
