package org.switchhook.soap;

/** What an element holds. */
sealed interface Type permits SimpleType, ComplexType, UnsupportedType {

  /** For people, e.g. {@code xs:int}. */
  String name();
}
