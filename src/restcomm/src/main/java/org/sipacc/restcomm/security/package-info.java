/** Who may use an application's servlets: the security constraints of sip.xml (JSR 289, 17). */
package org.sipacc.restcomm.security;
