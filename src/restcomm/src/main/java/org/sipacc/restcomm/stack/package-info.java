/** What is plugged into the JAIN-SIP stack itself: parser, log, routing between addresses. */
package org.sipacc.restcomm.stack;
