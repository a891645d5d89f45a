package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedDnsTest {

  @Test
  void aHostIsSingleWhileItHasOneAddress() throws UnknownHostException {
    InetAddress one = InetAddress.getByName("192.0.2.1");
    InetAddress other = InetAddress.getByName("192.0.2.2");
    List<InetAddress> answer = new ArrayList<>(List.of(one));
    try (TimedDns dns = new TimedDns(name -> List.copyOf(answer), Duration.ofSeconds(5))) {
      assertThat(dns.isSingle("crm.example")).as("nobody has asked yet").isFalse();
      assertThat(dns.lookup("crm.example")).containsExactly(one);
      assertThat(dns.isSingle("crm.example")).isTrue();
      answer.add(other);
      assertThat(dns.lookup("crm.example")).containsExactly(one, other);
      assertThat(dns.isSingle("crm.example")).isFalse();
      assertThat(dns.isSingle("192.0.2.1")).isTrue();
      assertThat(dns.isSingle("2001:db8::1")).isTrue();
    }
  }
}
