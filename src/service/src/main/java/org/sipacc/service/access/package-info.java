/** Who may use the REST API: users, logins, sessions, API tokens, and the audit. */
package org.sipacc.service.access;
