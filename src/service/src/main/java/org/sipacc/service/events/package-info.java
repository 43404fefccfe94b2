/** Who has subscribed to which events, from the configuration and at run time. */
package org.sipacc.service.events;
