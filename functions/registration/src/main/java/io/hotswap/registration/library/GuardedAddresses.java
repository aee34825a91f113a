package io.hotswap.registration.library;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.http.conn.DnsResolver;

/// Resolves hosts to addresses that may be connected to: public ones and, where an Admin says so,
/// private ones and this machine's. Never those of the link, where clouds keep credentials. The
/// connection is made to the addresses that were looked at.
final class GuardedAddresses implements DnsResolver {
  private final boolean privateToo;

  GuardedAddresses(boolean privateToo) {
    this.privateToo = privateToo;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = InetAddress.getAllByName(host);
    for (var address : addresses) {
      if (!allowed(address)) {
        throw new Refused(host, address);
      }
    }
    return addresses;
  }

  private boolean allowed(InetAddress address) {
    if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    return privateToo || isPublic(address);
  }

  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    var bytes = address.getAddress();
    return bytes.length == 4
        ? isPublic(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff)
        : isGlobalUnicast(bytes);
  }

  /// RFC 6890: this network, carriers' NAT, protocol assignments, benchmarks, reserved.
  private static boolean isPublic(int first, int second, int third) {
    return switch (first) {
      case 0 -> false;
      case 100 -> second < 64 || second > 127;
      case 192 -> second != 0 || third != 0;
      case 198 -> second != 18 && second != 19;
      default -> first < 240;
    };
  }

  /// 2000::/3 without what carries an IPv4 address in it: Teredo and 6to4.
  private static boolean isGlobalUnicast(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    boolean teredo = first == 0x2001 && bytes[2] == 0 && bytes[3] == 0;
    return first >>> 13 == 1 && first != 0x2002 && !teredo;
  }

  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Refused(String host, InetAddress address) {
      super(
          "%s is at %s, which is not public; an Admin may allow private addresses for the repository"
              .formatted(host, address.getHostAddress()));
    }
  }
}
