/** What telephone numbers tell (ITU-T E.164). */
package org.sipacc.accounting.number;
