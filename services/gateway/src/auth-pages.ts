/** A page of the sign-in itself, in both languages: at this point nobody's language is known for sure. */
const page = (body: string) => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Abri</title></head><body><main>${body}</main></body></html>`;

/** Says that a sign-in did not come through, and offers to begin again. */
export const signInFailedPage = page(`<h1>Abri</h1>
<p>La connexion n’a pas abouti, ou cette page a expiré. <a href="/auth/login">Se connecter</a></p>
<p lang="en">Signing in did not work, or this page has expired. <a href="/auth/login">Sign in</a></p>`);

/** Says that the issuer let somebody in with less than this installation asks for. */
export const signInTooWeakPage = page(`<h1>Abri</h1>
<p>Abri demande une connexion plus forte, avec un second facteur. Ajoutez-le à votre compte, ou demandez à
l’administration de votre organisation. <a href="/auth/login">Se connecter</a></p>
<p lang="en">Abri asks for a stronger sign-in, with a second factor. Add it to your account, or ask your
organisation’s administrator. <a href="/auth/login">Sign in</a></p>`);

/** Says that the issuer is away. */
export const signInAwayPage = page(`<h1>Abri</h1>
<p>Le service de connexion ne répond pas. <a href="/auth/login">Réessayer</a></p>
<p lang="en">The sign-in service does not answer. <a href="/auth/login">Try again</a></p>
<p>Urgence / emergency: 17, 115, 3919, 119, 114 (SMS)</p>`);

/** Says that the web app's files are not there. */
export const notBuiltPage = page(`<h1>Abri</h1>
<p>L’application n’est pas construite : <code>npm run build</code>, puis rechargez cette page.</p>
<p lang="en">The web app is not built: <code>npm run build</code>, then reload this page.</p>`);
