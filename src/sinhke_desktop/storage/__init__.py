"""How it is kept: SQLModel tables, the journal and its gate, SQLCipher, key slots, migrations."""
