/** Alarms: rules over the measures of this server, told of once when they begin and end. */
package org.sipacc.service.alarm;
