package org.bellwether.notify;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Makes it hard for whoever may enter a URL to send messages into the operator's own network.
 *
 * <p>It is no wall. The name is looked up here and again for the connection; both get the same
 * answer as long as the JDK keeps it (30 s, the security property {@code networkaddress.cache.ttl})
 * and it does not expire in between. A name server that changes its answer at that moment gets
 * through, and a proxy looks the name up for itself. Only a firewall or a proxy with rules of its
 * own shuts the service out of a network.
 */
final class PublicAddresses {

  private PublicAddresses() {}

  /**
   * Refuses a host one of whose addresses is not public now.
   *
   * @throws UndeliveredException if it is not, or is unknown
   */
  static void require(String host) throws UndeliveredException {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isPublic(address)) {
          throw new UndeliveredException(
              host
                  + " is an address of a private network; whoever runs the service can allow it with"
                  + " the setting alerts.private-addresses");
        }
      }
    } catch (UnknownHostException e) {
      throw new UndeliveredException("the host " + host + " is not known", e);
    }
  }

  static boolean isPublic(InetAddress address) throws UnknownHostException {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] b = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(b) : isPublic6((Inet6Address) address, b);
  }

  /** By the registries of special-purpose addresses (RFC 6890). */
  private static boolean isPublic4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    int third = b[2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean examples =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !protocols && !benchmark && !examples;
  }

  private static boolean isPublic6(Inet6Address address, byte[] b) throws UnknownHostException {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    boolean global = (first & 0xe0) == 0x20;
    boolean documentation =
        first == 0x20 && second == 0x01 && b[2] == 0x0d && (b[3] & 0xff) == 0xb8;
    boolean sixToFour = first == 0x20 && second == 0x02;
    boolean teredo = first == 0x20 && second == 0x01 && b[2] == 0 && b[3] == 0;
    if (sixToFour) {
      return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(b, 2, 6)));
    }
    return global && !documentation && !teredo && !address.isIPv4CompatibleAddress();
  }
}
