/**
 * The event interface: records as events for whoever has subscribed, over the transports that
 * OpenSIPS has for them, and as webhooks.
 */
package org.sipacc.backends.event;
