/** What the server does with stored calls from time to time: adding them up. */
package org.sipacc.service.upkeep;
