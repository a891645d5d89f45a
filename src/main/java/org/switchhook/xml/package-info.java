/** XML that comes from outside: read without DTD, as a document or as a tree of JSON. */
@NullMarked
package org.switchhook.xml;

import org.jspecify.annotations.NullMarked;
