/** What a policy would do with a request, without sending or recording anything. */
package org.sipacc.accounting.dryrun;
