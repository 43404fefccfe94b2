/** Stored rows by the day of their journal entries: reading them out, and deleting old ones. */
package org.sipacc.persistence.retention;
