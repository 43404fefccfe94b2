/** {@code sipacc reconcile}: whether every call and every record can be accounted for. */
package org.sipacc.cli.reconcile;
