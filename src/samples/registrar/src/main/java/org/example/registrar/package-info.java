/**
 * A registrar that says by annotations what others say in sip.xml: this one names the application
 * for the DAR file.
 */
@SipApplication(name = "sample-registrar", sessionTimeout = 60)
package org.example.registrar;

import javax.servlet.sip.annotation.SipApplication;
