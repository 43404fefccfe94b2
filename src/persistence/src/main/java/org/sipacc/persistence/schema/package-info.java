/** The tables: made by migrations, checked at start, and what the database says about them. */
package org.sipacc.persistence.schema;
