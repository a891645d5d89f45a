package org.switchhook.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;

/** RFC 6749, 4.3, which Spring has no longer, at the place that it leaves for further grants. */
final class PasswordGrant extends OAuth2AuthorizationGrantAuthenticationToken {

  static final AuthorizationGrantType TYPE = new AuthorizationGrantType("password");
  private static final long serialVersionUID = 1L;

  private PasswordGrant(Authentication client, Map<String, Object> user) {
    super(TYPE, client, user);
  }

  static @Nullable Authentication of(HttpServletRequest request) {
    if (!TYPE.getValue().equals(request.getParameter("grant_type"))) {
      return null;
    }
    return new PasswordGrant(
        SecurityContextHolder.getContext().getAuthentication(),
        Map.of(
            "username", request.getParameter("username"),
            "password", request.getParameter("password"),
            "scope", request.getParameter("scope")));
  }

  /** Gives the token. */
  record Provider(OAuth2AuthorizationService authorizations, UserDetailsService users)
      implements AuthenticationProvider {

    @Override
    public boolean supports(Class<?> type) {
      return PasswordGrant.class.isAssignableFrom(type);
    }

    @Override
    public Authentication authenticate(Authentication asked) {
      PasswordGrant grant = (PasswordGrant) asked;
      OAuth2ClientAuthenticationToken login =
          (OAuth2ClientAuthenticationToken) grant.getPrincipal();
      RegisteredClient client = login.getRegisteredClient();
      String scope = String.valueOf(grant.getAdditionalParameters().get("scope"));
      if (client == null || !isRight(grant.getAdditionalParameters())) {
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
      }
      OAuth2AccessToken made =
          new OAuth2AccessTokenGenerator()
              .generate(
                  DefaultOAuth2TokenContext.builder()
                      .registeredClient(client)
                      .principal(login)
                      .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                      .authorizedScopes(Set.of(scope))
                      .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                      .authorizationGrantType(TYPE)
                      .authorizationGrant(grant)
                      .build());
      OAuth2AccessToken token =
          new OAuth2AccessToken(
              OAuth2AccessToken.TokenType.BEARER,
              made.getTokenValue(),
              made.getIssuedAt(),
              made.getExpiresAt(),
              Set.of(scope));
      authorizations.save(
          OAuth2Authorization.withRegisteredClient(client)
              .principalName("agent:7")
              .authorizationGrantType(TYPE)
              .accessToken(token)
              .build());
      return new OAuth2AccessTokenAuthenticationToken(client, login, token);
    }

    private boolean isRight(Map<String, Object> user) {
      try {
        String name = String.valueOf(user.get("username"));
        return users.loadUserByUsername(name).getPassword().equals("{noop}" + user.get("password"));
      } catch (UsernameNotFoundException e) {
        return false;
      }
    }
  }
}
