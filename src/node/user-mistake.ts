/** Something that whoever runs the command can mend; shown as one line, never with a stack. */
export class UserMistake extends Error {
  override readonly name = 'UserMistake'
}
