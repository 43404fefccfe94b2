/** sip.xml (JSR 289): read strictly, so that a mistake is named with its element and line. */
package org.sipacc.restcomm.descriptor;
