// idp: whom does the demo's provider resemble? What differs between Entra ID and Kennisnet Entree, and nothing else.

/**
 * @typedef {object} Likeness
 * @property {string} prefix   the path of the issuer
 * @property {(person: object) => object} claims   what it says of somebody
 * @property {object} options  for oidc-provider
 * @property {string[]} asked  claims that count only where a client asks for them one by one
 */

/** One tenant of Entra ID: who, and app roles, in every ID token. @returns {Likeness} */
export function entra({ tenant }) {
  return {
    prefix: `/${tenant}/v2.0`,
    asked: [],
    claims: person => ({
      sub: person.object, tid: tenant, oid: person.object, preferred_username: person.user, name: person.name,
      ver: '2.0', ...(person.kind === 'staff' && { roles: ['Monitor.Teacher'] }),
    }),
    options: {
      claims: { openid: ['sub', 'tid', 'oid', 'ver', 'roles'], profile: ['name', 'preferred_username'] },
      conformIdTokenClaims: false,  // like Entra: the claims are in the ID token itself
    },
  };
}

/** One issuer for all schools; attributes in the ID token where the `claims` parameter asks for them. @returns {Likeness} */
export function entree({ brin }) {
  const attributes = ['uid', 'nlEduPersonHomeOrganizationId', 'nlEduPersonHomeOrganization', 'eduPersonAffiliation', 'givenName'];
  return {
    prefix: '/entree',
    asked: attributes,
    claims: person => ({
      sub: `pairwise-${person.object}`, uid: person.object, nlEduPersonHomeOrganizationId: person.brin ?? brin,
      nlEduPersonHomeOrganization: 'Basisschool De Regenboog', givenName: person.name.split(' ')[0],
      eduPersonAffiliation: person.kind === 'pupil' ? 'student' : 'employee',
    }),
    options: {
      claims: { openid: ['sub'], entree: attributes },
      features: { claimsParameter: { enabled: true } },
    },
  };
}
