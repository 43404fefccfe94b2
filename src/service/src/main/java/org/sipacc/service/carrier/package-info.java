/** A carrier's call records beside ours. */
package org.sipacc.service.carrier;
