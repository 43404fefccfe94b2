/** Stores journal entries as rows, each exactly once. */
package org.sipacc.persistence.sink;
