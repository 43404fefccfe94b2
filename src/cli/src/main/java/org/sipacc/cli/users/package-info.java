/** {@code sipacc users}: who may log in to the REST API. */
package org.sipacc.cli.users;
