// To be imported before a suite: its platform then keeps everything in a PostgreSQL.
process.env.TEST_DATABASE = 'postgres';
