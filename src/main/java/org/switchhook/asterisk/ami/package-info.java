/** The event connection to a PBX: cuts AMI's bytes into frames and decodes them into signals. */
@NullMarked
package org.switchhook.asterisk.ami;

import org.jspecify.annotations.NullMarked;
