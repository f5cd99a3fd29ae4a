-- The roles and the database that a server of libmonitor needs in PostgreSQL. Once, as a superuser; a second time does no harm:
--   psql -v login=monitor -v database=monitor -f postgresql.sql
-- login: whom the server connects as. By itself it may see nothing; each operation becomes one of the three.

SELECT format('CREATE ROLE %I NOLOGIN', wanted) FROM unnest(ARRAY['monitor_owner', 'monitor_school', 'monitor_across']) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) \gexec
SELECT format('CREATE ROLE %I LOGIN NOINHERIT', :'login')
    WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :'login') \gexec
GRANT monitor_owner, monitor_school, monitor_across TO :"login";

SELECT format('CREATE DATABASE %I OWNER monitor_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C''', :'database')
    WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"login";
GRANT TEMPORARY ON DATABASE :"database" TO monitor_school, monitor_across;
