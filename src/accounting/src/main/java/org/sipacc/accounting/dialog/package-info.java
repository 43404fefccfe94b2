/** What OpenSIPS's dialog module keeps of a call: its flags, lifetime, values and profiles. */
package org.sipacc.accounting.dialog;
