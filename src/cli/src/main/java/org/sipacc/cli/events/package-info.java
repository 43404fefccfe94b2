/** {@code sipacc events}: who has subscribed to events. */
package org.sipacc.cli.events;
