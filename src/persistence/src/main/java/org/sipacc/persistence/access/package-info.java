/** Users, API tokens and the audit of what they did, in the accounting database. */
package org.sipacc.persistence.access;
