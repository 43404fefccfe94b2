/**
 * Accounting in a relational database by JPA (EclipseLink): the persistence unit with its
 * configured names, and queries. Entities, schema and the database sink have packages of their own.
 */
package org.sipacc.persistence;
