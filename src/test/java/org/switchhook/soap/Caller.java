package org.switchhook.soap;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.NullUnmarked;

/** What the tests' service keeps of a caller: a field of each kind. */
@NullUnmarked
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(
    namespace = "urn:callers",
    propOrder = {"name", "age", "since", "balance", "vip", "tier", "tags", "referrer"})
public class Caller {

  /** A closed list. */
  public enum Tier {
    GOLD,
    SILVER
  }

  @XmlAttribute(required = true)
  public String id;

  @XmlElement(required = true)
  public String name;

  public int age;

  public XMLGregorianCalendar since;

  @XmlElement(nillable = true, required = true)
  public BigDecimal balance;

  public Boolean vip;

  public Tier tier;

  public List<String> tags = new ArrayList<>();

  public Caller referrer;
}
