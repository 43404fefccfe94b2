/** Work in the database that takes long: how far it is, stopping it, and going on with it. */
package org.sipacc.service.work;
